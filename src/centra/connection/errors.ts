export class CentraNotConnectedError extends Error {
  readonly code = "centra_not_connected";
  constructor(pluginId: string) {
    super(
      `Plugin "${pluginId}" is not connected to Centra. Enter the Integration API's address and token first: ` +
        `centra-klaviyo centra set ${pluginId}.`,
    );
    this.name = "CentraNotConnectedError";
  }
}
