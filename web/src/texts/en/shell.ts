export const shell = {
  productName: "Klaviyo plugin for Centra",
  skipToContent: "Skip to the content",
  navigation: "Pages",
  openNavigation: "Open the list of pages",
  closeNavigation: "Close the list of pages",
  close: "Close",
  colours: "Colours",
  schemes: { light: "Light", dark: "Dark", auto: "As the system" },
  loading: "Loading …",
  tryAgain: "Try again",
  whatToDo: "What this means",
  inTheLog: (instance: string) => `In the service's log: ${instance}`,
  unreachable: {
    title: "The service does not answer",
    detail: "Check that it is running and that you are online. Nothing was changed.",
  },
  pageFailed: {
    title: "This page has failed",
    detail: "Load it anew. If that does not help, tell who runs the service what you did.",
  },
  notFound: {
    title: "There is no such page",
    detail: "The address may be old, or mistyped.",
    back: "To the overview",
  },
  shortcuts: {
    title: "Keyboard",
    open: "Show this list",
    search: "Search on this page",
    page: (name: string) => `Go to ${name}`,
    button: "Keyboard shortcuts",
  },
} as const;
