// Slides: one at a time, each made to fit the screen, moved by keys, buttons or a tap.
const slides = [...document.querySelectorAll(".slide")];
const place = document.querySelector(".place");
const AHEAD = ["ArrowRight", "ArrowDown", "PageDown", " "];
const BACK = ["ArrowLeft", "ArrowUp", "PageUp"];
let current = 0;

// A slide is laid out 1080 pixels wide, then drawn as large as the screen allows.
function fit() {
  const slide = slides[current];
  const content = slide.firstElementChild;
  content.style.transform = "";
  const scale = Math.min(
    slide.clientWidth / content.offsetWidth,
    slide.clientHeight / content.scrollHeight,
    1.6,
  );
  const left = (slide.clientWidth - content.offsetWidth * scale) / 2;
  content.style.transform = `translateX(${Math.max(left, 0)}px) scale(${scale})`;
  slide.dataset.scale = scale.toFixed(3);
}

function show(number) {
  slides[current].classList.remove("current");
  current = Math.min(Math.max(number, 0), slides.length - 1);
  slides[current].classList.add("current");
  place.textContent = `${current + 1} of ${slides.length}`;
  history.replaceState(null, "", `#slide-${current + 1}`);
  fit();
}

document.addEventListener("keydown", (event) => {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  const onControl = event.target.closest("button, a, summary, input, select");
  if (event.key === " " && onControl) return;
  const step = AHEAD.includes(event.key) ? 1 : BACK.includes(event.key) ? -1 : 0;
  if (step) show(current + step);
  else if (event.key === "Home") show(0);
  else if (event.key === "End") show(slides.length - 1);
  else return;
  event.preventDefault();
});
document.querySelectorAll("[data-step]").forEach((button) => {
  button.addEventListener("click", () => show(current + Number(button.dataset.step)));
});
document.addEventListener("toggle", fit, true);
addEventListener("resize", fit);
addEventListener("load", fit);
show(Number(/^#slide-(\d+)$/.exec(location.hash)?.[1] ?? 1) - 1);
