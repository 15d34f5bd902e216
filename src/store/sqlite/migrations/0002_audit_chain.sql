CREATE TABLE `audit_head` (
	`id` integer PRIMARY KEY NOT NULL,
	`seq` integer NOT NULL,
	`hash` text NOT NULL,
	`begun_at` integer NOT NULL,
	`taken_over` integer NOT NULL,
	`mark` text NOT NULL
);
--> statement-breakpoint
DROP INDEX `audit_subject`;--> statement-breakpoint
ALTER TABLE `audit` ADD `hash` text DEFAULT '' NOT NULL;--> statement-breakpoint
CREATE INDEX `audit_at` ON `audit` (`at`);--> statement-breakpoint
CREATE INDEX `audit_workspace` ON `audit` (`workspace_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_token` ON `audit` (`token_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_action` ON `audit` (`action`,`at`);--> statement-breakpoint
CREATE INDEX `audit_subject_id` ON `audit` (`subject_id`,`at`);--> statement-breakpoint
CREATE INDEX `audit_subject` ON `audit` (`subject`,`at`);