// The desk over memory, with the same interface as the real one: for tests, and for looking at the page in a browser.
// Nothing of it is in the bundle that ships.

export { fakeFor } from "./fake/scenarios";
export { FakeDesk } from "./fake/desk";
