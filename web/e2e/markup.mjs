// Public pages as markup, in English and right to left: what the standard says of what the server
// sends, not what a browser makes of it.
import assert from "node:assert/strict";
import { HtmlValidate } from "html-validate";

import { PSEUDO_RTL } from "./browser.mjs";

const validator = new HtmlValidate({
  root: true,
  extends: ["html-validate:recommended"],
  rules: {
    // How it is written is our templates' affair; a short doctype is a doctype.
    "doctype-style": "off",
    "no-trailing-whitespace": "off",
    "void-style": "off",
    "attribute-boolean-style": "off",
    // The type that is meant when none is said is text.
    "no-implicit-input-type": "off",
    // A title is as long as its incident's.
    "long-title": "off",
  },
});

/** Fails with every flaw of some pages, each with where it stands. */
export async function readMarkup(url, paths) {
  const flaws = [];
  for (const path of paths) {
    for (const lang of ["en", PSEUDO_RTL]) {
      const answer = await fetch(new URL(`${path}${path.includes("?") ? "&" : "?"}lang=${lang}`, url));
      const html = await answer.text();
      const report = await validator.validateString(html);
      for (const { messages } of report.results) {
        flaws.push(...messages.map((one) => `${path} (${lang}) ${one.line}:${one.column} ${one.ruleId}: ${one.message}`));
      }
      assert.match(html, lang === PSEUDO_RTL ? /<html[^>]* dir="rtl"/ : /<html[^>]* dir="ltr"/, `${path} is written ${lang}`);
    }
  }
  assert.deepEqual(flaws, []);
}
