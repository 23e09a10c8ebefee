-- CreateTable
CREATE TABLE "lease" (
    "name" TEXT NOT NULL,
    "owner" UUID NOT NULL,
    "until" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "lease_pkey" PRIMARY KEY ("name")
);
