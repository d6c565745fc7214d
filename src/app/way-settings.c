/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Finds the program's settings, installed or not. */
#include "way-settings.h"

#include "way-config.h"

static GSettingsSchema *
lookup_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchemaSource) built = NULL;
  g_autoptr(GError) error = NULL;
  GSettingsSchema *schema = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, WAY_APP_ID, TRUE);
  if (schema != NULL)
    return schema;

  built = g_settings_schema_source_new_from_directory (WAY_BUILT_SCHEMA_DIR, source, FALSE, &error);
  if (built != NULL)
    schema = g_settings_schema_source_lookup (built, WAY_APP_ID, FALSE);
  if (schema == NULL)
    g_error ("No settings schema %s: %s", WAY_APP_ID,
             error != NULL ? error->message : "installed incompletely");
  return schema;
}

GSettings *
way_settings_get (void)
{
  static GSettings *settings;

  if (settings == NULL)
    {
      g_autoptr(GSettingsSchema) schema = lookup_schema ();

      settings = g_settings_new_full (schema, NULL, NULL);
    }
  return settings;
}
