import { Button, Stack, Table } from "@mantine/core";
import { useInfiniteQuery } from "@tanstack/react-query";
import { answerOf, api } from "../api/client.ts";
import { ProblemNotice } from "../api/problem-notice.tsx";
import { Dialog } from "../shell/dialog.tsx";
import { texts } from "../texts/texts.ts";

const PAGE = 100;

interface ProblemsDialogProps {
  readonly plugin: string;
  readonly onClose: () => void;
}

export function ProblemsDialog({ plugin, onClose }: ProblemsDialogProps) {
  const words = texts.exporting.problems;
  const found = useInfiniteQuery({
    queryKey: ["plugins", plugin, "export", "problems"],
    queryFn: async ({ pageParam: after }) => {
      const params = { path: { plugin }, query: { after, limit: PAGE } };
      return (await answerOf(api.GET("/v1/admin/plugins/{plugin}/export/problems", { params }))).problems;
    },
    initialPageParam: 0,
    getNextPageParam: (page) => (page.length < PAGE ? undefined : page.at(-1)?.place),
  });
  return (
    <Dialog onClose={onClose} title={words.title} size="xl">
      <Stack>
        {found.isError && <ProblemNotice problem={found.error} onRetry={() => void found.refetch()} />}
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.what}</Table.Th>
              <Table.Th>{words.why}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {found.data?.pages.flat().map(({ place, reference, message }) => (
              <Table.Tr key={place}>
                <Table.Td>{reference}</Table.Td>
                <Table.Td>{message}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {found.hasNextPage && (
          <Button variant="default" onClick={() => void found.fetchNextPage()} loading={found.isFetchingNextPage}>
            {words.more}
          </Button>
        )}
      </Stack>
    </Dialog>
  );
}
