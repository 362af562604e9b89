// Prints, as JSON, the violations that axe-core finds in the HTML files named on the command line, at two widths,
// the classes of weeks that cannot be read, and captions that are cut.
// AXE_MODULES names the folder of node modules with axe-core and playwright-core; CHROMIUM the browser.
const { readFileSync } = require("node:fs");
const { pathToFileURL } = require("node:url");
const modules = process.env.AXE_MODULES;
const { chromium } = require(`${modules}/playwright-core`);
const source = readFileSync(`${modules}/axe-core/axe.min.js`, "utf8");

// The classes of weeks whose text leaves their box, or whose box lies over another.
function classes() {
  const all = [...document.querySelectorAll(".sessions li")].map((item) => ({ item, box: item.getBoundingClientRect() }));
  const over = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  const wrong = ({ item, box }) => item.scrollHeight > item.clientHeight + 1 || item.scrollWidth > item.clientWidth + 1
    || all.some((other) => other.item !== item && over(other.box, box));
  return all.filter(wrong).map(({ item }) => item.innerText);
}

// Captions that are wider than what is seen of their table.
function captions() {
  const wide = (item) => item.getBoundingClientRect().right > item.closest(".scroll").getBoundingClientRect().right + 1;
  return [...document.querySelectorAll(".caption, .legend")].filter(wide).map((item) => item.innerText);
}

async function main(files) {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM, args: ["--no-sandbox"] });
  const found = [];
  for (const file of files) {
    for (const width of [320, 1200]) {
      const context = await browser.newContext({ viewport: { width, height: 900 }, offline: true });
      const page = await context.newPage();
      await page.goto(pathToFileURL(file).href);
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      if (wide > width) found.push({ file, width, rule: "reflow", nodes: [`${wide} pixels wide`] });
      const hidden = await page.evaluate(classes);
      if (hidden.length) found.push({ file, width, rule: "class hidden", nodes: hidden });
      const cut = await page.evaluate(captions);
      if (cut.length) found.push({ file, width, rule: "caption cut", nodes: cut });
      await page.evaluate(() => document.querySelectorAll("details").forEach((part) => (part.open = true)));
      await page.evaluate(source);
      const options = { runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"] };
      const result = await page.evaluate((chosen) => axe.run(document, chosen), options);
      for (const { id, nodes } of result.violations) {
        found.push({ file, width, rule: id, nodes: nodes.map((node) => node.html.slice(0, 200)) });
      }
      if (result.passes.length < 10) found.push({ file, width, rule: "too few checks", nodes: [] });
      await context.close();
    }
  }
  await browser.close();
  console.log(JSON.stringify(found));
}

main(process.argv.slice(2));
