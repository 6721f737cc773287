CREATE TABLE "standings" (
	"service_key" text collate "C" NOT NULL,
	"scorecard" text collate "C" NOT NULL,
	"bar" text collate "C" NOT NULL,
	"failing" integer NOT NULL,
	"unknown" integer NOT NULL,
	"own_bar" text collate "C",
	"held" text collate "C",
	"score" integer,
	CONSTRAINT "standings_pk" PRIMARY KEY("service_key","scorecard")
);
--> statement-breakpoint
ALTER TABLE "standings" ADD CONSTRAINT "standings_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
INSERT INTO "standings" ("service_key", "scorecard", "bar", "failing", "unknown", "own_bar", "held", "score")
SELECT
	"each"."service_key",
	"each"."scorecard",
	CASE "together"."rank" WHEN 0 THEN 'not_met' WHEN 1 THEN 'unknown' WHEN 2 THEN 'met_by_exception' WHEN 3 THEN 'met' ELSE 'none' END,
	"together"."failing",
	"together"."unknown",
	CASE WHEN ltrim("each"."outcomes", 'n-') <> '' THEN "each"."bar" END,
	"each"."held",
	"each"."score"
FROM "evaluations" "each"
JOIN (
	SELECT
		"service_key",
		min(CASE "bar" WHEN 'not_met' THEN 0 WHEN 'unknown' THEN 1 WHEN 'met_by_exception' THEN 2 WHEN 'met' THEN 3 ELSE 4 END) AS "rank",
		sum(("verdict"->'counts'->>'fail')::integer) AS "failing",
		sum(("verdict"->'counts'->>'unknown')::integer) AS "unknown"
	FROM "evaluations"
	WHERE ltrim("outcomes", 'n-') <> ''
	GROUP BY "service_key"
) "together" ON "together"."service_key" = "each"."service_key";
