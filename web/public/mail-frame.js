// Shows a mail that the page around hands over, and tells that page how tall it is. The answer that brought this document forbids it everything
// but styles (src/http/web-app/mail-frame.ts); what that would forbid is taken out here first, so that a mail looks as it does in an inbox.
(() => {
  const page = window.parent;

  /** Runs, loads or leads away: no inbox shows it. */
  const ACTIVE = "script, iframe, frame, object, embed, base, form, link, meta[http-equiv], video, audio, source, svg";

  function clean(mail, showsPictures) {
    for (const element of mail.querySelectorAll(ACTIVE)) element.remove();
    for (const element of mail.querySelectorAll("*")) {
      for (const { name, value } of [...element.attributes]) {
        const leads = name === "href" && !/^(https?:|mailto:|tel:|#)/i.test(value.trim());
        if (name.startsWith("on") || leads || name === "srcset" || name === "ping") element.removeAttribute(name);
      }
      if (element.localName === "a") element.setAttribute("rel", "noreferrer");
    }
    if (!showsPictures) takePicturesOut(mail);
  }

  function takePicturesOut(mail) {
    for (const picture of mail.querySelectorAll("img")) {
      picture.removeAttribute("src");
      picture.style.outline = "1px dashed #8a8a8a";
      picture.style.outlineOffset = "-1px";
      if (!picture.hasAttribute("height")) picture.style.minHeight = "40px";
    }
    for (const element of mail.querySelectorAll("[background]")) element.removeAttribute("background");
    for (const element of mail.querySelectorAll("[style]")) {
      const style = element.getAttribute("style") ?? "";
      if (/url\(/i.test(style)) element.setAttribute("style", withoutAddresses(style));
    }
    for (const sheet of mail.querySelectorAll("style")) sheet.textContent = withoutAddresses(sheet.textContent ?? "");
  }

  /** Style sheets load nothing: neither pictures nor fonts nor other sheets. */
  function withoutAddresses(style) {
    return style.replaceAll(/@import[^;]*;?/gi, "").replaceAll(/url\([^)]*\)/gi, "none");
  }

  /** Whether a mail is read on dark is chosen here, not taken from the system: the queries for it are answered as they stand in its style sheets. */
  function chooseLook(mail, look) {
    const scheme = mail.querySelector("meta[name='color-scheme' i]");
    const knowsDark = /dark/i.test(scheme?.getAttribute("content") ?? "");
    scheme?.remove();
    for (const sheet of mail.querySelectorAll("style")) {
      sheet.textContent = (sheet.textContent ?? "").replaceAll(
        /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi,
        (_query, wanted) => (wanted.toLowerCase() === look ? "(min-width: 0px)" : "(max-width: 0px)"),
      );
    }
    mail.documentElement.style.setProperty("color-scheme", knowsDark ? look : "light", "important");
  }

  function show({ html, showsPictures, look }) {
    // Chromium complains of a base address while it reads one, before it can be taken out.
    const mail = new DOMParser().parseFromString(html.replaceAll(/<base\b/gi, "<no-base"), "text/html");
    clean(mail, showsPictures);
    chooseLook(mail, look === "dark" ? "dark" : "light");
    document.replaceChild(document.adoptNode(mail.documentElement), document.documentElement);
    tellHeight();
    new ResizeObserver(tellHeight).observe(document.documentElement);
    for (const picture of document.images) picture.addEventListener("load", tellHeight);
  }

  function tellHeight() {
    page.postMessage({ mailHeight: Math.ceil(document.documentElement.getBoundingClientRect().height) }, "*");
  }

  window.addEventListener("message", ({ source, data }) => {
    if (source === page && typeof data?.html === "string") show(data);
  });
  document.addEventListener("click", (event) => event.preventDefault(), true);
  page.postMessage({ mailFrame: "ready" }, "*");
})();
