/** Does `work` for every item, `atOnce` at a time; gives what each came to, in the items' order. */
export async function eachOf<Item, Result>(
  items: readonly Item[],
  atOnce: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) {
      const item = items.slice(at, at + 1);
      for (const each of item) results[at] = await work(each);
    }
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
  return results;
}
