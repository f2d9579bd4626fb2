document.documentElement.dataset.alone = "yes";
addEventListener("DOMContentLoaded", () => document.body.insertAdjacentHTML("beforeend", '<a id="back" href="../index.html">All notebooks</a>'));
