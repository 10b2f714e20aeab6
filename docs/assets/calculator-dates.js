// @ts-check
// Which day it is in London, whatever the device's own zone. All other reckoning is the engine's.

/** Made once: each answer asks for the day, and browsers take long to make one. */
const DAY = new Intl.DateTimeFormat("en-GB", {
  timeZone: "Europe/London",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** @returns {string} as YYYY-MM-DD */
export function londonToday() {
  const parts = Object.fromEntries(DAY.formatToParts(new Date()).map((part) => [part.type, part.value]));
  return `${parts.year}-${parts.month}-${parts.day}`;
}

/** @returns {string} today in London with its weekday, for a print-out */
export function londonTodayInWords() {
  const format = new Intl.DateTimeFormat("en-GB", {
    timeZone: "Europe/London",
    weekday: "long",
    day: "numeric",
    month: "long",
    year: "numeric",
  });
  const parts = format.formatToParts(new Date()).filter((part) => part.type !== "literal");
  return parts.map((part) => part.value).join(" ");
}

/** @returns {string} as YYYY-MM-DD */
export function londonYesterday() {
  const [year, month, day] = londonToday().split("-").map(Number);
  return new Date(Date.UTC(year, month - 1, day - 1)).toISOString().slice(0, 10);
}
