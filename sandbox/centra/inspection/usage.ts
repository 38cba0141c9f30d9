/** What queries cost, by the fields that they ask for at the root. */
export interface Usage {
  add(rootFields: readonly string[], complexity: number): void;
  byQuery(): Readonly<Record<string, { readonly requests: number; readonly complexity: number }>>;
}

export function createUsage(): Usage {
  const uses = new Map<string, { requests: number; complexity: number }>();
  return {
    add(rootFields, complexity) {
      const name = rootFields.join(" ");
      const use = uses.get(name) ?? { requests: 0, complexity: 0 };
      use.requests += 1;
      use.complexity += complexity;
      uses.set(name, use);
    },
    byQuery: () => Object.fromEntries([...uses].map(([name, use]) => [name, { ...use }])),
  };
}
