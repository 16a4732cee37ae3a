import js from "@eslint/js";
import globals from "globals";

export default [
  { ignores: ["dist/", "building/", "node_modules/"] },
  js.configs.recommended,
  {
    languageOptions: { globals: globals.browser },
    rules: {
      eqeqeq: "error",
      "no-undef": "off", // the type checker knows better
      "no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "no-var": "error",
      "object-shorthand": "error",
      "prefer-const": ["error", { destructuring: "all" }],
    },
  },
  {
    // What computes needs no page, so that it runs in Node: all but where data, address and look come from.
    files: ["page/model/*.js", "page/files/csv.js", "page/files/xlsx.js", "page/files/graph-files.js"],
    ignores: ["page/model/data.js", "page/model/now.js", "page/model/colours.js"],
    rules: { "no-restricted-globals": ["error", "document", "window", "location", "matchMedia", "innerWidth"] },
  },
];
