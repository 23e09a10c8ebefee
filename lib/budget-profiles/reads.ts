import "server-only";
import { servePlainRead } from "@/lib/http/serve-read";
import { previewProfile } from "./assign";
import { profileQueries } from "./queries";
import { getProfile, listProfiles } from "./service";

export const profileReads = {
  list: servePlainRead(profileQueries.list, { load: (viewer) => listProfiles(viewer) }),
  detail: servePlainRead(profileQueries.detail, {
    load: (viewer, { profileId }) => getProfile(viewer, profileId),
  }),
  preview: servePlainRead(profileQueries.preview, {
    load: (viewer, { profileId }) => previewProfile(viewer, profileId),
  }),
};
