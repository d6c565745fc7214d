/* SPDX-License-Identifier: GPL-3.0-or-later */
/* libFuzzer over a setting's sheet of attendance, compared with the placements of
 * a small file.  Whatever it is, it is taken or refused with a reason, and of each
 * row it is said what becomes of it. */
#include "way-attendance-file.h"
#include "way-test-world.h"

int LLVMFuzzerInitialize   (int    *argc,
                            char ***argv);
int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static WayTestWorld *world;

/* One placement of a pupil with a UPN at a setting with a URN. */
static void
make_world (void)
{
  WayPlacement *placement = way_placement_new ();
  g_autoptr(WayPupil) pupil = NULL;
  g_autoptr(WayEstablishment) setting = NULL;

  world = way_test_world_new ();
  pupil = way_records_get (world->db, &way_pupil_entity, &world->pupil, NULL);
  pupil->upn = g_strdup ("H801200001001");
  way_test_update (world->db, &way_pupil_entity, pupil);
  setting = way_records_get (world->db, &way_establishment_entity, &world->setting, NULL);
  setting->urn = g_strdup ("100001");
  way_test_update (world->db, &way_establishment_entity, setting);
  way_record_start (&way_placement_entity, placement);
  placement->pupil = world->pupil;
  placement->provision = world->provision;
  placement->route = g_strdup ("PEX_DAY6");
  placement->start = way_date_ymd (2026, 11, 2);
  way_test_put (world, &way_placement_entity, placement);
}

/* The options are libFuzzer's. */
int
LLVMFuzzerInitialize (int    *argc,
                      char ***argv)
{
  char *arguments[] = { (*argv)[0], NULL };
  char **own = arguments;
  int n = 1;

  g_test_init (&n, &own, NULL);
  make_world ();
  return 0;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, size);
  g_autoptr(GError) error = NULL;
  g_autoptr(WayImport) import = NULL;

  import = way_import_attendance (world->db, bytes, NULL, &error);
  g_assert_true ((import == NULL) == (error != NULL));
  for (guint i = 0; import != NULL && i < way_import_n_refusals (import); i++)
    g_assert_true (g_utf8_validate (way_import_refusal (import, i)->reason, -1, NULL));
  for (guint i = 0; import != NULL && i < way_import_n_items (import); i++)
    g_assert_nonnull (way_import_item (import, i)->record);
  return 0;
}
