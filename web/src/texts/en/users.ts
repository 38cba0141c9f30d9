export const users = {
  title: "Users",
  invite: "Add a user",
  columns: { name: "Name", email: "E-mail", role: "Role", password: "Password", actions: "Actions" },
  you: "you",
  roles: {
    viewer: "Viewer",
    editor: "Editor",
    owner: "Owner",
  },
  rolesMean: {
    viewer: "Sees everything, changes nothing.",
    editor: "Changes plugins, sends events again.",
    owner: "Also decides who may use this.",
  },
  roleOf: (name: string) => `Role of ${name}`,
  passwordSet: "set",
  passwordNotSet: "not yet",
  menuOf: (name: string) => `More for ${name}`,
  newLink: "Link for a new password",
  remove: "Remove",
  form: {
    title: "Add a user",
    name: "Name",
    email: "E-mail address",
    role: "Role",
    submit: "Add and make a link",
  },
  link: {
    title: "Hand on this link",
    explain: (name: string, until: string) =>
      `With it ${name} sets a password, once, until ${until}. It is shown this once, and nothing is mailed.`,
    label: "Link",
    copy: "Copy",
    copied: "Copied",
    done: "Done",
  },
  removal: {
    title: (name: string) => `Remove ${name}?`,
    explain: "They are signed out at once and cannot sign in any more. What they have changed stays.",
    cancel: "Keep",
    confirm: "Remove",
  },
} as const;
