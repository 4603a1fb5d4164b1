"""Take the README's picture of a review page, in a real browser: needs chromium with chromedriver, see scripts/browser.

python docs/make_screenshot.py [FILE]
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from selenium import webdriver
from selenium.webdriver.chrome.service import Service

from kgbuild import build, read

HERE = Path(__file__).parent
EXAMPLE = HERE.parent / "examples" / "hoover-dam.txt"
WIDTH, HEIGHT = 1280, 800
ARGUMENTS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--disable-dev-shm-usage",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--hide-scrollbars",
)
CHOOSE = "document.querySelector('li.fact:has(.against) .pick').click()"


def main() -> None:
    """Write the picture: a page with a fact chosen that has a contradiction in it."""
    target = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE / "review.png"
    (page,) = build(read(EXAMPLE.read_bytes(), EXAMPLE.name)).pages()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "page.html"
        path.write_bytes(page.content)
        options = webdriver.ChromeOptions()
        options.binary_location = "/usr/bin/chromium"
        for argument in (*ARGUMENTS, f"--user-data-dir={folder}/profile"):
            options.add_argument(argument)
        driver = webdriver.Chrome(options=options, service=Service("/usr/bin/chromedriver"))
        try:
            screen = {"width": WIDTH, "height": HEIGHT, "deviceScaleFactor": 1, "mobile": False}
            driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", screen)
            driver.get(path.as_uri())
            driver.execute_script(CHOOSE)
            driver.execute_async_script("setTimeout(arguments[0], 300)")
            target.write_bytes(driver.get_screenshot_as_png())
        finally:
            driver.quit()


if __name__ == "__main__":
    main()
