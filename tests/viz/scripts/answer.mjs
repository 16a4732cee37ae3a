// Answers, line by line, what the scripts of the page compute: as window.comity does in a browser, here without one.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

globalThis.comityData = JSON.parse(readFileSync(process.argv[2], "utf8"));
globalThis.comity = (await import("../../../viz/map/page/model/asked.js")).ANSWERS;

for await (const line of createInterface({ input: process.stdin })) {
  const { script, argument } = JSON.parse(line),
    found = (0, eval)(script);
  console.log(JSON.stringify((typeof found === "function" ? found(argument) : found) ?? null));
}
