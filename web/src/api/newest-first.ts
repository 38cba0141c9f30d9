import { infiniteQueryOptions, type QueryKey } from "@tanstack/react-query";

const PAGE = 50;

/** What is asked of a list for a page of it. */
interface PageRequest {
  readonly limit: number;
  /** The place that the page before named as the next; absent: from the newest on. */
  readonly before?: number;
}

/** Pages of a list of the API, newest first. */
export function newestFirst<Page extends { readonly next: number | null }>(
  queryKey: QueryKey,
  readPage: (request: PageRequest) => Promise<Page>,
) {
  return infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam }) => readPage({ limit: PAGE, ...(pageParam === null ? {} : { before: pageParam }) }),
    initialPageParam: null as number | null,
    getNextPageParam: ({ next }) => next,
  });
}
