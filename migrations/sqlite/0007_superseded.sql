CREATE TABLE `superseded` (
	`id` text PRIMARY KEY NOT NULL,
	`service_key` text NOT NULL,
	`scorecard` text NOT NULL,
	`at` integer NOT NULL,
	`over_week` integer NOT NULL,
	`packed` text NOT NULL,
	FOREIGN KEY (`service_key`) REFERENCES `services`(`key`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `superseded_service` ON `superseded` (`service_key`,`at`);--> statement-breakpoint
CREATE INDEX `superseded_thinned` ON `superseded` (`over_week`,`at`);--> statement-breakpoint
INSERT INTO `marks` (`name`, `value`)
SELECT 'values kept since', CAST(`at` AS text)
FROM (SELECT max(`evaluated_at`) AS `at` FROM `evaluations`) AS `last`
WHERE `at` IS NOT NULL;
