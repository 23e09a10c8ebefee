-- AlterTable
ALTER TABLE "insight_person" ADD COLUMN     "name_key" TEXT NOT NULL DEFAULT '';

-- CreateIndex
CREATE INDEX "insight_person_name_key_idx" ON "insight_person"("name_key");

-- Kept by the database, whoever writes a name.
CREATE FUNCTION keep_person_name_key() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  NEW.name_key := lower(NEW.name);
  RETURN NEW;
END $$;

CREATE TRIGGER insight_person_name_key BEFORE INSERT OR UPDATE OF name ON "insight_person"
  FOR EACH ROW EXECUTE FUNCTION keep_person_name_key();

UPDATE "insight_person" SET name_key = lower(name);
