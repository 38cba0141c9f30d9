/** Of a plugin's export in the admin API. */
export function pathOf(plugin: string): string {
  return `/v1/admin/plugins/${encodeURIComponent(plugin)}/export`;
}
