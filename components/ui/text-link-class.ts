/** A link that stands by itself in a text. */
export const textLinkClass = "font-medium text-accent";
