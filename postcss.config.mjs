/** Tailwind is the only thing that runs over the style sheet. */
export default { plugins: { "@tailwindcss/postcss": {} } };
