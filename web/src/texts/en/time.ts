export const time = {
  locale: "en-GB",
  at: (day: string, clock: string) => `${day} at ${clock}`,
  units: {
    ms: (count: number) => `${count} ms`,
    s: (count: number) => `${count} s`,
    min: (count: number) => `${count} min`,
    h: (count: number) => `${count} h`,
    d: (count: number) => `${count} d`,
  },
} as const;
