CREATE TABLE "superseded" (
	"id" text collate "C" PRIMARY KEY NOT NULL,
	"service_key" text collate "C" NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"at" bigint NOT NULL,
	"over_week" integer NOT NULL,
	"packed" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "superseded" ADD CONSTRAINT "superseded_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "superseded_service" ON "superseded" USING btree ("service_key","at");--> statement-breakpoint
CREATE INDEX "superseded_thinned" ON "superseded" USING btree ("over_week","at");--> statement-breakpoint
INSERT INTO "marks" ("name", "value")
SELECT 'values kept since', CAST("at" AS text)
FROM (SELECT max("evaluated_at") AS "at" FROM "evaluations") AS "last"
WHERE "at" IS NOT NULL;
