// Runs before the page is drawn, so that a chosen theme does not flash. Nothing else belongs here.
try {
  const chosen = localStorage.getItem("cairn-theme");
  if (chosen === "light" || chosen === "dark") document.documentElement.dataset.theme = chosen;
} catch {
  // A browser that keeps nothing follows the system.
}
