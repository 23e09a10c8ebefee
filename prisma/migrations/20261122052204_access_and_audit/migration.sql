-- AlterEnum
ALTER TYPE "role" ADD VALUE 'auditor';

-- CreateTable
CREATE TABLE "project_member" (
    "user_id" UUID NOT NULL,
    "project_name" TEXT NOT NULL,

    CONSTRAINT "project_member_pkey" PRIMARY KEY ("user_id","project_name")
);

-- CreateTable
CREATE TABLE "audit_entry" (
    "at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "id" UUID NOT NULL,
    "actor_id" UUID,
    "actor" TEXT NOT NULL,
    "token_id" UUID,
    "action" TEXT NOT NULL,
    "entity_kind" TEXT NOT NULL,
    "entity_id" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "reason" TEXT,

    CONSTRAINT "audit_entry_pkey" PRIMARY KEY ("at","id")
);

-- CreateIndex
CREATE INDEX "project_member_project_name_idx" ON "project_member"("project_name");

-- CreateIndex
CREATE INDEX "audit_entry_actor_at_id_idx" ON "audit_entry"("actor", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_action_at_id_idx" ON "audit_entry"("action", "at", "id");

-- CreateIndex
CREATE INDEX "audit_entry_entity_kind_entity_id_at_id_idx" ON "audit_entry"("entity_kind", "entity_id", "at", "id");

-- AddForeignKey
ALTER TABLE "project_member" ADD CONSTRAINT "project_member_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;


-- The audit log is append-only: not even the portal's own role may alter or remove an entry.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'audit_entry is append-only: % is refused', TG_OP;
END
$$;

CREATE TRIGGER audit_entry_is_append_only
  BEFORE UPDATE OR DELETE OR TRUNCATE ON "audit_entry"
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();
