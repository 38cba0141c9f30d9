// Plain JavaScript on purpose: it has to run, and explain itself, on a Node that cannot read TypeScript.
const [major, minor] = process.versions.node.split(".").map(Number);
const REQUIRED = "24.15";

if (major < 24 || (major === 24 && minor < 15)) {
  process.stderr.write(
    `centra-klaviyo needs Node.js ${REQUIRED} or newer, but this is ${process.version} (${process.execPath}).\n` +
      "The package `node` normally brings it with `npm ci`. If npm refused to run that package's install script,\n" +
      "allow it (`npm install-scripts approve node && npm rebuild node`) or install Node.js 24 yourself.\n",
  );
  process.exit(78);
}
