-- Counts of the last minutes; several a subject would not fit the new key.
TRUNCATE "rate_window";

-- AlterTable
ALTER TABLE "rate_window" DROP CONSTRAINT "rate_window_pkey",
ADD CONSTRAINT "rate_window_pkey" PRIMARY KEY ("subject");

-- DropTable
DROP TABLE "sign_in_attempt";

-- CreateTable
CREATE TABLE "sign_in_place" (
    "place" TEXT NOT NULL,
    "user_id" UUID NOT NULL,
    "signed_in_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "sign_in_place_pkey" PRIMARY KEY ("place")
);

-- CreateIndex
CREATE INDEX "sign_in_place_user_id_idx" ON "sign_in_place"("user_id");

-- AddForeignKey
ALTER TABLE "sign_in_place" ADD CONSTRAINT "sign_in_place_user_id_fkey" FOREIGN KEY ("user_id") REFERENCES "user"("id") ON DELETE CASCADE ON UPDATE CASCADE;
