import { redirect } from "next/navigation";
import { nodesPage } from "@/lib/api/addresses";

/** Everything starts at the list of nodes. */
export default function HomePage(): never {
  redirect(nodesPage);
}
