/** A message could not be handed over. A permanent one will not go through later either. */
export class DeliveryError extends Error {
  override name = "DeliveryError";

  constructor(
    message: string,
    readonly isPermanent = false,
  ) {
    super(message);
  }
}
