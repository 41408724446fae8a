import { refuseAddress } from "@/lib/server/respond";

export {
  refuseAddress as GET,
  refuseAddress as POST,
  refuseAddress as PUT,
  refuseAddress as PATCH,
  refuseAddress as DELETE,
};
