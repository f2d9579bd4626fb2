const watch = new ResizeObserver(boxes => boxes.forEach(({target}) =>
  target.scrollWidth > target.clientWidth ? target.setAttribute("tabindex", 0) : target.removeAttribute("tabindex")));
document.querySelectorAll(".jp-InputArea-editor, .jp-MarkdownOutput, .jp-OutputArea-output, details > div").forEach(box => watch.observe(box));
