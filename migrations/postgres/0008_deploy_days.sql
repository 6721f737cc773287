CREATE TABLE "deploy_days" (
	"service_key" text collate "C" PRIMARY KEY NOT NULL,
	"days" json NOT NULL
);
--> statement-breakpoint
ALTER TABLE "deploy_days" ADD CONSTRAINT "deploy_days_service_key_services_key_fk" FOREIGN KEY ("service_key") REFERENCES "public"."services"("key") ON DELETE no action ON UPDATE no action;