import { useMutation, useQueryClient, type QueryKey } from "@tanstack/react-query";
import { deleteJson } from "@/lib/http/api-client";

interface Deletion {
  /** What is read again then. */
  renews: QueryKey;
  onDeleted?: () => void;
}

/** Deletes the thing at an address of the portal. */
export function useDelete({ renews, onDeleted }: Deletion) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (path: string) => deleteJson(path),
    onSuccess: () => onDeleted?.(),
    onSettled: () => client.invalidateQueries({ queryKey: renews }),
  });
}
