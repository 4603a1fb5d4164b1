"""Pages in a real browser: what hover, click, keys and addresses do, on any screen, and that nothing else happens."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from selenium.common.exceptions import NoAlertPresentException
from selenium.webdriver import ActionChains, Keys
from selenium.webdriver.support.select import Select

from conftest import BASE
from kgbuild import rdf, review
from kgbuild.pipeline import build
from kgbuild.readers import read
from kgbuild.writers.content import Content
from review.chromium import Browser, chromium
from review.sheets import CLASHING, HOSTILE, built

if TYPE_CHECKING:
    from collections.abc import Iterator

    from selenium.webdriver.remote.webelement import WebElement

    from kgbuild.model import ArticleGraph
    from kgbuild.pipeline import Build

DAM = Path(__file__).parents[2] / "examples" / "hoover-dam.txt"
DATA = "return JSON.parse(document.getElementById('data').textContent)"
IN_SIGHT = """
const box = arguments[0].getBoundingClientRect();
return box.height > 0 && box.top >= 0 && box.bottom <= innerHeight && box.left >= 0 && box.right <= innerWidth;
"""
CONTRASTS = """
const parse = (colour) => {
  const [r, g, b, a = 1] = colour.match(/[\\d.e-]+/g).map(Number);
  return colour.startsWith("color(") ? [r * 255, g * 255, b * 255, a] : [r, g, b, a];
};
const over = ([r, g, b, a], under) => [r, g, b].map((c, n) => c * a + under[n] * (1 - a));
const ground = (element) => element ? over(parse(getComputedStyle(element).backgroundColor), ground(element.parentElement)) : [255, 255, 255];
const light = (rgb) => rgb.map((c) => c / 255).map((c) => c <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4)
  .reduce((sum, c, n) => sum + c * [.2126, .7152, .0722][n], 0);
const poor = [];
for (const element of document.querySelectorAll("body *")) {
  const words = [...element.childNodes].filter((node) => node.nodeType === 3 && node.data.trim());
  if (!words.length || !element.checkVisibility() || element.matches("script, style, option")) continue;
  const back = ground(element);
  const front = over(parse(getComputedStyle(element).color), back);
  const [low, high] = [light(front), light(back)].sort((a, b) => a - b);
  const ratio = (high + .05) / (low + .05);
  if (ratio < 4.5) poor.push(`${element.tagName}.${element.className} ${ratio.toFixed(2)} ${words[0].data.trim().slice(0, 20)}`);
}
return poor;
"""  # noqa: E501


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with chromium(tmp_path_factory.mktemp("profile")) as browser:
        yield browser


@pytest.fixture
def browser(opened: Browser) -> Iterator[Browser]:
    """Return the browser as new; afterwards nothing was complained of, and nothing but files was asked for."""
    opened.look()
    opened.driver.get("about:blank")
    opened.complaints(), opened.requests()
    yield opened
    with pytest.raises(NoAlertPresentException):
        _ = opened.driver.switch_to.alert
    assert opened.complaints() == []
    assert [url for url in opened.requests() if not url.startswith(("file:", "about:", "data:"))] == []


def put(built: Build, folder: Path) -> Path:
    index = review.Index(folder)
    for page in built.pages():
        index.add(page)
    index.close()
    (path,) = (folder / "article").iterdir()
    return path


@pytest.fixture(scope="module")
def dam(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(build(read(DAM.read_bytes(), DAM.name)), tmp_path_factory.mktemp("dam"))


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(built(HOSTILE), tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="module")
def clashing(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return put(built(CLASHING), tmp_path_factory.mktemp("clashing"))


def facts(browser: Browser) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = browser.run(DATA)["facts"]
    return found


def chosen(browser: Browser) -> list[str]:
    """Return the names of the facts that are marked as chosen."""
    return [name(row) for row in browser.all("li.fact[aria-current]")]


def name(row: WebElement) -> str:
    return str(row.get_attribute("id")).removeprefix("claim-")


def pieces(browser: Browser, css: str) -> set[int]:
    return {int(str(piece.get_attribute("id"))[1:]) for piece in browser.all(f"article .m.{css}")}


def pick(browser: Browser, number: int) -> None:
    """Click on the name of a fact, wherever the list has been scrolled to."""
    browser.run("arguments[0].click()", browser.all("li.fact .pick")[number])


def said(browser: Browser, fact: dict[str, Any]) -> str:
    """Return what a fact quotes, put together from the pieces on the page."""
    return "".join(
        str(browser.one(f"#s{number}").get_property("textContent")) for number in sorted(covered(fact["quotes"]))
    )


def covered(ranges: list[list[int]]) -> set[int]:
    return {number for first, last in ranges for number in range(first, last + 1)}


def seen(browser: Browser) -> list[str]:
    return [name(row) for row in browser.all("li.fact") if row.is_displayed()]


def test_the_address_of_a_claim_opens_its_fact_and_its_words(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    fact = facts(browser)[-2]
    browser.open(dam, f"claim-{fact['name']}")
    assert chosen(browser) == [fact["name"]]
    assert pieces(browser, "on") == covered(fact["quotes"])
    assert pieces(browser, "on-value") == covered(fact["values"])
    assert browser.run(IN_SIGHT, browser.one("li.fact.on"))
    assert browser.run(IN_SIGHT, browser.one("article .m.on"))


def test_a_claim_that_follows_from_a_fact_opens_the_fact(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    also = browser.run(DATA)["also"]
    claim, number = sorted(also.items())[0]
    expected = facts(browser)[number]["name"]
    browser.run("location.hash = arguments[0]", f"claim-{claim}")
    assert chosen(browser) == [expected]


def test_an_address_that_names_no_fact_is_told(browser: Browser, dam: Path) -> None:
    for strange in ("claim-0000", "claim-__proto__", "claim-%3Cscript%3E", "%22%5D"):
        browser.open(dam, strange)
        assert chosen(browser) == []
        assert browser.one("#notice").is_displayed() == strange.startswith("claim-")


def test_what_crosses_lights_up_every_fact_that_uses_it(browser: Browser, graph: ArticleGraph, tmp_path: Path) -> None:
    (page,) = review.pages(Content(BASE, (graph,), tuple(rdf.quads(graph, BASE))), ())
    (tmp_path / "crossing.html").write_bytes(page.content)
    browser.open(tmp_path / "crossing.html")
    told = facts(browser)
    quoted = {words: covered(f["quotes"]) for f in told for words in [said(browser, f)]}
    one, other = quoted["The camp is in the city of Teal Harbour"], quoted["city of Teal Harbour in Ostravia"]
    both = [n for n, f in enumerate(told) if covered(f["quotes"]) & one & other]
    shared = min(one & other)
    assert one - other
    assert other - one
    ActionChains(browser.driver).move_to_element(browser.one(f"#s{shared}")).perform()
    hot = {name(row) for row in browser.all("li.fact.hot")}
    assert {told[n]["name"] for n in both} <= hot
    assert one | other <= pieces(browser, "hot")
    names = []
    for _ in range(len(hot) + 1):
        browser.one(f"#s{shared}").click()
        names += chosen(browser)
    assert set(names) == hot
    assert names[0] == names[-1]


def test_hovering_over_a_fact_lights_up_its_words(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    fact = facts(browser)[3]
    ActionChains(browser.driver).move_to_element(browser.one(f"#claim-{fact['name']} .object")).perform()
    assert pieces(browser, "hot") == covered(fact["quotes"])
    assert pieces(browser, "hot-from") == covered(fact["antecedents"])


def test_antecedents_do_not_look_like_quotes(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    number, fact = next((n, f) for n, f in enumerate(facts(browser)) if f["antecedents"])
    pick(browser, number)
    assert pieces(browser, "on-from") == covered(fact["antecedents"])
    assert not pieces(browser, "on-from") & pieces(browser, "on")


def test_filters_hide_facts_and_the_colour_of_words_that_no_other_uses(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    told = facts(browser)
    every = [fact["name"] for fact in told]
    assert seen(browser) == every
    for key in ("relation", "certainty", "rule"):
        value = told[-1][key][0]
        Select(browser.one(f"#by-{key}")).select_by_value(value)
        left = [fact for fact in told if value in fact[key]]
        assert seen(browser) == [fact["name"] for fact in left]
        assert browser.one("#shown").text == f"{len(left)} of {len(told)}"
        used = set().union(*(covered(f["quotes"] + f["antecedents"]) for f in left))
        assert pieces(browser, "q") - pieces(browser, "off") <= used
        browser.one("#clear").click()
        assert seen(browser) == every
        assert not pieces(browser, "q") & pieces(browser, "off")
    browser.one("#search").send_keys("workers reported")
    assert 0 < len(seen(browser)) < 5
    browser.one("#clear").click()
    group = told[0]["group"]
    browser.one(f"[data-group={group}]").click()
    assert seen(browser) == [fact["name"] for fact in told if fact["group"] != group]


def test_the_address_of_a_fact_that_is_filtered_out_brings_it_back(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    fact = facts(browser)[0]
    browser.one("#search").send_keys("nothing has these words")
    assert seen(browser) == []
    browser.run("location.hash = arguments[0]", f"claim-{fact['name']}")
    assert chosen(browser) == [fact["name"]]
    assert len(seen(browser)) == len(facts(browser))


def test_keys_walk_through_the_facts_and_leave_those_who_write_alone(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    names = [fact["name"] for fact in facts(browser)]

    def press(*keys: str) -> None:
        ActionChains(browser.driver).send_keys(*keys).perform()

    press("n", "n", Keys.ARROW_RIGHT)
    assert chosen(browser) == [names[2]]
    assert browser.run("return location.hash") == f"#claim-{names[2]}"
    press("p", Keys.ARROW_LEFT)
    assert chosen(browser) == [names[0]]
    press("p")
    assert chosen(browser) == [names[0]]
    press("/")
    press("n", "p")
    assert browser.one("#search").get_attribute("value") == "np"
    press(Keys.ESCAPE, Keys.ESCAPE)
    assert chosen(browser) == []
    browser.one("#clear").click()
    browser.one("#keys").click()
    press("n")
    assert chosen(browser) == []


def test_a_fact_is_chosen_by_keyboard_alone_and_links_lead_to_its_words(browser: Browser, dam: Path) -> None:
    browser.open(dam)
    link = browser.all("li.fact .pick")[5]
    browser.run("arguments[0].focus()", link)
    link.send_keys(Keys.ENTER)
    assert chosen(browser) == [facts(browser)[5]["name"]]
    unnamed = "input:not([aria-label]):not(label input), select:not([aria-label]), button:not([aria-label]):empty"
    assert browser.all(unnamed) == []


def test_hostile_words_run_nothing_wherever_they_are_shown(browser: Browser, hostile: Path) -> None:
    browser.open(hostile)
    told = facts(browser)
    for number in range(len(told)):
        pick(browser, number)
        assert chosen(browser) == [told[number]["name"]]
    for box in browser.all(".switches input"):
        box.click()
    browser.one("#search").send_keys("<script>")
    assert len(seen(browser)) == 1
    assert browser.run("return document.querySelectorAll('img, article script, li script').length") == 0
    browser.open(hostile.parents[1] / "index.html")
    assert "<img src=x onerror=alert(1)>" in browser.one("tbody a").text


def test_warnings_lead_to_both_passages_and_contradictions_to_each_other(browser: Browser, clashing: Path) -> None:
    browser.open(clashing)
    link = browser.one("li.fact .against a[href^='#claim-']")
    address = str(link.get_attribute("href"))
    link.click()
    assert address.endswith(f"#claim-{chosen(browser)[0]}")
    for passage in browser.all("#w1 .sides a"):
        passage.send_keys(Keys.ENTER)
        target = browser.one(browser.run("return location.hash"))
        assert target.text == passage.text.strip('“”"')
        assert browser.run(IN_SIGHT, target)
    assert all(code.is_displayed() for code in browser.all("article a.code"))
    browser.one("#show-warning").click()
    assert not any(code.is_displayed() for code in browser.all("article a.code"))


def test_what_was_left_out_can_be_shown_in_place(browser: Browser, clashing: Path) -> None:
    browser.open(clashing)
    tag = browser.one("article a.tag.silent")
    assert not tag.is_displayed()
    browser.one("#show-silent").click()
    assert tag.is_displayed()
    tag.click()
    assert browser.run(IN_SIGHT, browser.one("#list-silent li"))


def test_a_phone_has_no_sideways_scrolling_and_shows_the_chosen_fact_below(browser: Browser, dam: Path) -> None:
    browser.look(width=390, height=844)
    browser.open(dam)
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    assert not browser.one("#sheet").is_displayed()
    browser.all("article p .m.q")[2].click()
    (first,) = chosen(browser)
    assert browser.run(IN_SIGHT, browser.one("#sheet"))
    browser.one("#after").click()
    (second,) = chosen(browser)
    names = [fact["name"] for fact in facts(browser)]
    assert names.index(second) == names.index(first) + 1
    assert browser.run("return document.documentElement.scrollWidth") <= 390
    browser.one("#done").click()
    assert not browser.one("#sheet").is_displayed()


def test_without_scripts_all_is_there_and_the_switches_work(browser: Browser, clashing: Path) -> None:
    browser.look(scripts=False)
    browser.open(clashing)
    assert all(row.is_displayed() for row in browser.all("li.fact"))
    assert all(number.is_displayed() for number in browser.all("article sup.n"))
    assert not browser.one(".filters").is_displayed()
    assert not browser.one("article a.tag.silent").is_displayed()
    browser.one("#show-silent").click()
    assert browser.one("article a.tag.silent").is_displayed()
    browser.look()


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_everything_can_be_read_against_its_background(browser: Browser, clashing: Path, dam: Path, dark: bool) -> None:
    browser.look(dark=dark)
    for path in (clashing, dam, dam.parents[1] / "index.html"):
        browser.open(path)
        for box in browser.all(".switches input:not(:checked)"):
            box.click()
        for number in range(min(3, len(browser.all("li.fact")))):
            pick(browser, number)
        assert browser.run(CONTRASTS) == []
