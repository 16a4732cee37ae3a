// The data of a page for these tests: $COMITY_PAGE names the file that tests/viz/node.py wrote.
import { readFileSync } from "node:fs";

globalThis.comityData = JSON.parse(readFileSync(process.env.COMITY_PAGE, "utf8"));
