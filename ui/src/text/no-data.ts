// Words of the screen in place of all others while the data is out of reach.

export const noData = {
  safe: "Nothing is sent from here, and nothing is lost.",
  recent: "The links used last",
};
