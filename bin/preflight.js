// Plain JavaScript on purpose: it must run, and speak, on the old Node it refuses.
const major = Number(process.versions.node.split('.')[0]);
if (major < 24) {
  process.stderr.write(
    `Readybot needs Node 24 or newer, and this is ${process.version}: run "npm ci" without --omit=optional (it brings Node 24), then use "npm start" or "npx ready".\n`,
  );
  process.exit(2);
}
