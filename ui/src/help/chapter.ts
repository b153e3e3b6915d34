// A chapter of the manual, as it is read from its Markdown while the page is built.

export type Inline =
  | { tag: "text" | "strong" | "em" | "code"; text: string }
  /** To a heading of this chapter ("#offline"), or of another one ("trouble.md#offline"). */
  | { tag: "a"; to: string; text: string };

export type Block =
  | Heading<"h2">
  | Heading<"h3">
  | Text<"p">
  /** What the app says, word for word. */
  | Text<"says">
  | List<"ul">
  | List<"ol">
  | { tag: "img"; src: string; alt: string };

type Heading<Tag> = { tag: Tag; id: string; text: string };
type Text<Tag> = { tag: Tag; text: Inline[] };
type List<Tag> = { tag: Tag; items: Inline[][] };

export type Chapter = { title: string; blocks: Block[] };
