/** What a search takes. */
export const searchHint =
  "A node’s ID, name or IP address, a KB or package, a CVE, a baseline’s ID or name, a patch group, or a link to a page of Patchboard.";
