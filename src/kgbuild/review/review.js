"use strict";
// Everything is in the page already. This adds ways to walk it: choosing by hover, click, key and address, and filters.
(() => {
  const { facts, also } = JSON.parse(document.getElementById("data").textContent);
  const pieces = [...document.querySelectorAll("article .m")];
  const rows = facts.map((fact) => document.getElementById(`claim-${fact.name}`));
  const byName = new Map(facts.map((fact, number) => [fact.name, number]));
  const [panel, sheet, chosen, notice, shown] =
    ["panel", "sheet", "chosen", "notice", "shown"].map((id) => document.getElementById(id));
  const search = document.getElementById("search");
  const choices = ["relation", "certainty", "rule"].map((name) => [name, document.getElementById(`by-${name}`)]);
  const groups = [...document.querySelectorAll("[data-group]")];
  const words = rows.map((row) => row.textContent.toLowerCase());
  const visible = facts.map(() => true);
  const roles = { quotes: "on", values: "on-value", antecedents: "on-from" };
  let current = -1;

  document.documentElement.classList.add("js-on");

  const length = (fact) => fact.quotes.reduce((sum, [first, last]) => sum + last - first + 1, 0);
  const within = (ranges, piece) => ranges.some(([first, last]) => first <= piece && piece <= last);
  // The facts that use a piece of the text, those that quote least first.
  const using = (piece) =>
    facts.map((_, number) => number)
      .filter((n) => visible[n] && (within(facts[n].quotes, piece) || within(facts[n].antecedents, piece)))
      .sort((a, b) => within(facts[b].quotes, piece) - within(facts[a].quotes, piece)
        || length(facts[a]) - length(facts[b]) || a - b);
  const eachPiece = (ranges, act) =>
    ranges.forEach(([first, last]) => { for (let n = first; n <= last; n += 1) act(pieces[n]); });
  const paint = (number, names, on) => {
    for (const role of Object.keys(roles)) {
      if (names[role]) eachPiece(facts[number][role], (piece) => piece.classList.toggle(names[role], on));
    }
    rows[number].classList.toggle(names.row, on);
  };

  // Hovering shows on both sides what belongs together.
  let hot = [];
  const heat = (numbers) => {
    hot.forEach((n) => paint(n, { row: "hot", quotes: "hot", antecedents: "hot-from" }, false));
    hot = numbers;
    hot.forEach((n) => paint(n, { row: "hot", quotes: "hot", antecedents: "hot-from" }, true));
  };
  const pieceOf = (target) => {
    const piece = target.closest?.("article .m");
    return piece ? Number(piece.id.slice(1)) : -1;
  };
  const rowOf = (target) => {
    const row = target.closest?.("li.fact");
    return row ? byName.get(row.id.slice(6)) : -1;
  };
  document.addEventListener("mouseover", (event) => {
    const piece = pieceOf(event.target);
    const row = rowOf(event.target);
    heat(piece >= 0 ? using(piece) : row >= 0 ? [row] : []);
  });

  const narrow = () => getComputedStyle(sheet).position === "fixed";
  const toSight = (element, box) => {
    const { top, bottom } = element.getBoundingClientRect();
    const frame = box?.getBoundingClientRect();
    const above = frame ? frame.top + 170 : 40;
    const below = frame ? frame.bottom : innerHeight - (narrow() ? 160 : 20);
    if (top < above || bottom > below) element.scrollIntoView({ block: "center" });
  };
  // What comes into sight is laid out only then and may push the rest, so look again when that is done.
  const show = (element, box) => {
    toSight(element, box);
    requestAnimationFrame(() => requestAnimationFrame(() => toSight(element, box)));
  };
  const choose = (number, { address = true, text = true } = {}) => {
    if (current >= 0) {
      paint(current, { row: "on", ...roles }, false);
      rows[current].removeAttribute("aria-current");
    }
    current = number;
    sheet.hidden = number < 0;
    notice.hidden = true;
    document.body.classList.toggle("choosing", number >= 0);
    if (number < 0) {
      if (address) history.replaceState(null, "", location.pathname + location.search);
      return;
    }
    paint(number, { row: "on", ...roles }, true);
    rows[number].setAttribute("aria-current", "true");
    const [says, ...more] = rows[number].cloneNode(true).children;
    chosen.className = `g-${facts[number].group}`;
    chosen.replaceChildren(says, ...more.filter((part) => part.matches(".said, .against, .narrow")));
    if (address) history.replaceState(null, "", `#claim-${facts[number].name}`);
    if (!narrow()) show(rows[number], panel);
    const first = facts[number].quotes[0];
    if (text && first) show(pieces[first[0]]);
  };
  const step = (by) => {
    let next = current < 0 && by < 0 ? facts.length : current;
    do next += by; while (next >= 0 && next < facts.length && !visible[next]);
    if (next >= 0 && next < facts.length) choose(next);
  };

  document.addEventListener("click", (event) => {
    const link = event.target.closest("a");
    if (link && !link.matches(".pick")) return;
    if (!getSelection().isCollapsed) return;
    const piece = pieceOf(event.target);
    const row = rowOf(event.target);
    if (piece >= 0) {
      const found = using(piece);
      if (found.length) choose(found[(found.indexOf(current) + 1) % found.length], { text: false });
    } else if (row >= 0) {
      event.preventDefault();
      choose(row);
    }
  });
  document.getElementById("before").addEventListener("click", () => step(-1));
  document.getElementById("after").addEventListener("click", () => step(1));
  document.getElementById("done").addEventListener("click", () => choose(-1));

  const actions = {
    n: () => step(1), ArrowRight: () => step(1), p: () => step(-1), ArrowLeft: () => step(-1),
    Escape: () => choose(-1), "/": () => search.focus(),
  };
  document.addEventListener("keydown", (event) => {
    const typing = event.target.closest("input:not([type=checkbox]), select, textarea");
    if (typing && event.key === "Escape") typing.blur();
    const act = actions[event.key];
    const wanted = event.key === "Escape" || document.getElementById("keys").checked;
    if (!act || typing || !wanted || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
  });

  // Filters hide facts in the list, and their colour in the text where no other fact keeps it.
  const filter = () => {
    const query = search.value.trim().toLowerCase().split(/\s+/);
    const off = new Set(groups.filter((box) => !box.checked).map((box) => box.dataset.group));
    const depth = new Int32Array(pieces.length + 1);
    facts.forEach((fact, number) => {
      visible[number] = !off.has(fact.group)
        && choices.every(([name, list]) => !list.value || fact[name].includes(list.value))
        && query.every((word) => words[number].includes(word));
      rows[number].hidden = !visible[number];
      if (!visible[number]) return;
      for (const [first, last] of [...fact.quotes, ...fact.antecedents]) {
        depth[first] += 1;
        depth[last + 1] -= 1;
      }
    });
    let open = 0;
    pieces.forEach((piece, number) => piece.classList.toggle("off", (open += depth[number]) === 0));
    const left = visible.filter(Boolean).length;
    shown.textContent = left === facts.length ? `${left}` : `${left} of ${facts.length}`;
    if (current >= 0 && !visible[current]) choose(-1);
  };
  const form = document.querySelector(".filters");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", filter);
  form.addEventListener("change", filter);
  const clear = () => {
    [search, ...choices.map(([, list]) => list)].forEach((field) => { field.value = ""; });
    groups.forEach((box) => { box.checked = true; });
    filter();
  };
  document.getElementById("clear").addEventListener("click", clear);
  groups.forEach((box) => box.addEventListener("change", filter));

  // An address names a claim: that of a fact, or one that follows from it.
  const follow = () => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (id.startsWith("claim-")) {
      const name = id.slice(6);
      const number = byName.get(name) ?? (Object.hasOwn(also, name) ? also[name] : undefined);
      if (number === undefined) {
        notice.textContent = "The claim of this address is no fact on this page.";
        notice.hidden = false;
        return;
      }
      if (!visible[number]) clear();
      choose(number, { address: false });
      return;
    }
    const target = document.getElementById(id);
    if (!target) return;
    const list = target.closest("details");
    const role = list?.id.replace("list-", "");
    if (list) {
      list.open = true;
      document.getElementById(`show-${role}`).checked = true;
      target.scrollIntoView({ block: "center" });
    } else if (target.matches(".m")) {
      show(target);
    }
  };
  addEventListener("hashchange", follow);
  filter();
  follow();
  if (document.readyState !== "complete") addEventListener("load", () => setTimeout(follow)); // the browser goes there too
})();
