CREATE TABLE "standings" (
	"service_key" text collate "C" PRIMARY KEY NOT NULL,
	"bar" text collate "C" NOT NULL,
	"failing" integer NOT NULL,
	"unknown" integer NOT NULL
);
--> statement-breakpoint
ALTER TABLE "standings" ADD CONSTRAINT "standings_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
INSERT INTO "standings" ("service_key", "bar", "failing", "unknown")
SELECT
	"service_key",
	CASE min(CASE "bar" WHEN 'not_met' THEN 0 WHEN 'unknown' THEN 1 WHEN 'met_by_exception' THEN 2 WHEN 'met' THEN 3 ELSE 4 END)
		WHEN 0 THEN 'not_met' WHEN 1 THEN 'unknown' WHEN 2 THEN 'met_by_exception' WHEN 3 THEN 'met' ELSE 'none' END,
	sum(("verdict"->'counts'->>'fail')::integer),
	sum(("verdict"->'counts'->>'unknown')::integer)
FROM "evaluations"
WHERE ltrim("outcomes", 'n-') <> ''
GROUP BY "service_key";
