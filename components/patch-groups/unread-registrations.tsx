import { Notice } from "@/components/ui/notice";
import type { PatchGroupList } from "@/lib/api/patch-group.schema";

/** Where nobody knows which groups are registered: "Not registered" would say too much. */
export function UnreadRegistrations({ unread }: { unread: PatchGroupList["unreadRegistrations"] }) {
  if (unread.length === 0) return null;
  const places = unread.map(({ account, region }) => `${account}, ${region}`).join("; ");
  return (
    <Notice>
      <b>The baselines of {places} have not been read.</b> Which groups are registered there is not
      known: only those that nodes report are listed.
    </Notice>
  );
}
