CREATE TABLE `deployments` (
	`seq` integer PRIMARY KEY AUTOINCREMENT NOT NULL,
	`id` text NOT NULL,
	`worker_id` text NOT NULL,
	`workspace_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`connection_key` text NOT NULL,
	`key_fold` text NOT NULL,
	`revision` integer NOT NULL,
	`kind` text NOT NULL,
	`state` text NOT NULL,
	`attempts` integer NOT NULL,
	`next_at` integer,
	`created_at` integer NOT NULL,
	`finished_at` integer,
	`failure` text
);
--> statement-breakpoint
CREATE UNIQUE INDEX `deployments_id_unique` ON `deployments` (`id`);--> statement-breakpoint
CREATE INDEX `deployments_next` ON `deployments` (`next_at`) WHERE "deployments"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `deployments_pending_connection` ON `deployments` (`worker_id`,`connection_id`) WHERE "deployments"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `deployments_pending_key` ON `deployments` (`worker_id`,`key_fold`) WHERE "deployments"."next_at" is not null;--> statement-breakpoint
CREATE INDEX `deployments_connection` ON `deployments` (`connection_id`,`seq`);--> statement-breakpoint
CREATE INDEX `deployments_worker` ON `deployments` (`worker_id`,`seq`);--> statement-breakpoint
CREATE TABLE `workers` (
	`id` text PRIMARY KEY NOT NULL,
	`workspace_id` text NOT NULL,
	`name` text NOT NULL,
	`name_fold` text NOT NULL,
	`environment` text NOT NULL,
	`url` text NOT NULL,
	`revision` integer NOT NULL,
	`secret_versions` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	FOREIGN KEY (`workspace_id`) REFERENCES `workspaces`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `workers_name` ON `workers` (`workspace_id`,`name_fold`);--> statement-breakpoint
ALTER TABLE `connections` ADD `scopes` text DEFAULT '[]' NOT NULL;--> statement-breakpoint
ALTER TABLE `tokens` ADD `parent_id` text;--> statement-breakpoint
CREATE INDEX `tokens_created` ON `tokens` (`created_at`,`id`);--> statement-breakpoint
ALTER TABLE `workspaces` ADD `settings` text DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE `workspaces` ADD `revision` integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE `workspaces` ADD `updated_at` integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE INDEX `parts_updated` ON `parts` (`workspace_id`,`kind`,`updated_at`,`id`);--> statement-breakpoint
UPDATE `workspaces` SET `updated_at` = `created_at`;--> statement-breakpoint
UPDATE `connections` SET `scopes` = (SELECT json_group_array(CAST(value AS TEXT)) FROM json_each(`settings`, '$.project_ids')) WHERE `vendor` = 'chartbrew' AND json_type(`settings`, '$.project_ids') = 'array';
