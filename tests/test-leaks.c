/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A canary in every text of every record, of what a copy is for and of what it is
 * not; then each kind of copy is searched, opened and at rest, for those that it
 * may not hold. */
#include "way-test-devices.h"

#include <sodium.h>
#include <string.h>

#include "way-codes.h"
#include "way-file.h"
#include "way-publication.h"

typedef struct
{
  char             text[16];
  const WayEntity *entity;
  const WayField  *field;
  gboolean         inside;
} Canary;

typedef struct
{
  WayTestDevices devices;
  GArray        *canaries;   /* of Canary */
  GHashTable    *ids[2];     /* by entity: WayId * of the row outside, and inside */
} World;

/* --- Records with a canary in each text --- */

static void
set_canary (World           *world,
            const WayEntity *entity,
            const WayField  *field,
            gboolean         inside,
            gpointer         record)
{
  Canary canary = { .entity = entity, .field = field, .inside = inside };
  WayValue value = { .type = WAY_VALUE_TEXT, .text = canary.text };

  g_snprintf (canary.text, sizeof canary.text, "Zq%05uXv", world->canaries->len);
  way_field_set (field, record, &value);
  g_array_append_val (world->canaries, canary);
}

static const char *
first_code (const char *set)
{
  g_autoptr(GPtrArray) codes = way_codes_list (set, NULL);

  return ((const WayCode *) g_ptr_array_index (codes, 0))->id;
}

static void
set_field (World           *world,
           const WayEntity *entity,
           const WayField  *field,
           gboolean         inside,
           gboolean         wanted,
           gpointer         record)
{
  WayValue value = { .type = WAY_VALUE_NONE };
  const WayId *id;

  switch (field->kind)
    {
    case WAY_KIND_TEXT:
    case WAY_KIND_LONG_TEXT:
      if (field->check == NULL && (field->high == 0 || field->high >= 10))
        set_canary (world, entity, field, inside, record);
      if (field->check == NULL || !wanted)
        return;
      value = (WayValue) { .type = WAY_VALUE_TEXT, .text = "1" };
      break;
    case WAY_KIND_REFERENCE:
      id = g_hash_table_lookup (world->ids[inside], field->set);
      if (id == NULL)
        return;
      value = (WayValue) { .type = WAY_VALUE_ID, .id = *id };
      break;
    case WAY_KIND_DATE:
      if (!wanted)
        return;
      value = (WayValue) { .type = WAY_VALUE_INTEGER };
      {
        GDate monday = way_date_ymd (2026, 6, 1);   /* the first of a month, too */

        value.integer = way_date_julian (&monday);
      }
      break;
    case WAY_KIND_INTEGER:
    case WAY_KIND_MONEY:
    case WAY_KIND_BOOLEAN:
      if (!wanted)
        return;
      value = (WayValue) { .type = WAY_VALUE_INTEGER, .integer = MAX (field->low, 1) };
      break;
    case WAY_KIND_CODE:
    case WAY_KIND_CODES:
      if (!wanted || field->initial != NULL)
        return;
      value = (WayValue) { .type = WAY_VALUE_TEXT, .text = first_code (field->set) };
      break;
    case WAY_KIND_ID:
    default:
      return;
    }
  way_field_set (field, record, &value);
}

#define DIGEST "d5a3b0c1d5a3b0c1d5a3b0c1d5a3b0c1d5a3b0c1d5a3b0c1d5a3b0c1d5a3b0c1"

/* What the checks of records ask for beside what is required. */
static void
tidy (const WayEntity *entity,
      gpointer         record)
{
  static const char *const clear[][2] = {
    { "attendance_week", "enrolment" },
    { "duty_act", "placement" }, { "duty_act", "decision" },
    { "duty_act", "absence" }, { "duty_act", "direction" },
  };
  static const char *const fill[][3] = {
    { "attachment", "digest", DIGEST },
    { "visit_evidence", "digest", DIGEST },
    { "board_pack", "digest", DIGEST },
    { "conflict_rule", "entity", "establishment" },
    { "conflict_rule", "field", "telephone" },
    { "action_comment", "action", "00000000-0000-7000-8000-000000000001" },
  };
  static const WayValue none = { .type = WAY_VALUE_NONE };

  for (guint i = 0; i < G_N_ELEMENTS (clear); i++)
    if (strcmp (entity->name, clear[i][0]) == 0)
      way_field_set (way_entity_field (entity, clear[i][1]), record, &none);
  for (guint i = 0; i < G_N_ELEMENTS (fill); i++)
    if (strcmp (entity->name, fill[i][0]) == 0)
      {
        const WayField *field = way_entity_field (entity, fill[i][1]);
        WayValue value = { .type = WAY_VALUE_TEXT, .text = fill[i][2] };

        way_field_set (field, record, &value);
      }
}

typedef struct
{
  const WayEntity *entity;
  gpointer         record;
} Insert;

static gboolean
insert (WayDb     *db,
        gpointer   data,
        GError   **error)
{
  Insert *one = data;

  return way_records_insert (db, one->entity, one->record, error);
}

/* The field that the record's check asks for; FALSE where it names none. */
static gboolean
fill_wanted (World           *world,
             const WayEntity *entity,
             gboolean         inside,
             const GError    *error,
             gpointer         record)
{
  g_autofree char *name = g_strndup (error->message, strcspn (error->message, ":"));
  const WayField *field = way_entity_field (entity, name);

  if (field == NULL || error->code != WAY_MODEL_ERROR_MISSING)
    return FALSE;
  set_field (world, entity, field, inside, TRUE, record);
  return TRUE;
}

static void
add_record (World           *world,
            const WayEntity *entity,
            gboolean         inside)
{
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  Insert one = { entity, way_record_new (entity) };
  guint before = world->canaries->len;
  g_autoptr(GError) error = NULL;
  guint tries = 0;
  gboolean done;

  way_record_start (entity, one.record);
  for (guint i = 1; i < entity->n_fields; i++)
    if ((entity->fields[i].flags & WAY_FIELD_DERIVED) == 0)
      set_field (world, entity, &entity->fields[i], inside,
                 (entity->fields[i].flags & WAY_FIELD_REQUIRED) != 0, one.record);
  tidy (entity, one.record);
  while (!(done = way_edit_run (world->devices.office, &info, insert, &one, NULL, &error)) &&
         tries++ < 6 && fill_wanted (world, entity, inside, error, one.record))
    g_clear_error (&error);
  if (done)
    g_hash_table_insert (world->ids[inside], (gpointer) entity->name,
                         g_memdup2 (way_record_id (one.record), sizeof (WayId)));
  else
    {
      /* One record cannot be joined with itself; the fields of a join are no texts. */
      if (strcmp (entity->name, "pupil_join") != 0)
        g_error ("%s: %s", entity->name, error->message);
      g_array_set_size (world->canaries, before);
    }
  way_record_free (entity, one.record);
}

static void
set_up (World         *world,
        gconstpointer  data)
{
  g_autofree char *path = NULL;

  world->devices.folder = g_dir_make_tmp ("waymark-test-XXXXXX", NULL);
  world->devices.mail = g_build_filename (world->devices.folder, "mail.waybundle", NULL);
  path = g_build_filename (world->devices.folder, "office.waymark", NULL);
  world->devices.office = way_db_open (path, WAY_DB_CREATE, NULL);
  world->devices.devices = g_ptr_array_new ();
  world->canaries = g_array_new (FALSE, FALSE, sizeof (Canary));
  for (guint i = 0; i < 2; i++)
    world->ids[i] = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    for (guint inside = 0; inside < 2; inside++)
      add_record (world, *entity, inside != 0);
}

static void
tear_down (World         *world,
           gconstpointer  data)
{
  for (guint i = 0; i < 2; i++)
    g_hash_table_unref (world->ids[i]);
  g_array_unref (world->canaries);
  way_test_devices_clear (&world->devices);
}

/* --- What is searched --- */

static GByteArray *
bytes_of_file (const char *path)
{
  GByteArray *all = g_byte_array_new ();
  static const char *const endings[] = { "", "-wal" };

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *name = g_strconcat (path, endings[i], NULL);
      g_autoptr(GBytes) bytes = way_file_read (name, 1 << 30, NULL);

      if (bytes != NULL)
        g_byte_array_append (all, g_bytes_get_data (bytes, NULL),
                             (guint) g_bytes_get_size (bytes));
    }
  return all;
}

/* All that the device can read of the file: its operations unpacked, and the rest as
 * it stands. */
static GByteArray *
bytes_of_bundle (const World     *world,
                 const WayDevice *device)
{
  GByteArray *all = g_byte_array_new ();
  g_autoptr(GBytes) sealed = way_file_read (world->devices.mail, 1 << 30, NULL);
  g_autoptr(GBytes) content = way_seal_open (sealed, "mail", device->box, device->box_secret, NULL);
  g_autoptr(WayBundle) bundle = way_bundle_parse_sealed (content, "mail", NULL);
  const WayForeignEdit *edit;

  g_byte_array_append (all, g_bytes_get_data (content, NULL), (guint) g_bytes_get_size (content));
  while (way_bundle_next (&edit, bundle, NULL) && edit != NULL)
    {
      g_autoptr(GByteArray) packed = way_bundle_pack_edit (edit);

      g_byte_array_append (all, packed->data, packed->len);
    }
  return all;
}

static GHashTable *
find_canaries (const GByteArray *bytes)
{
  GHashTable *found = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i + 9 <= bytes->len; i++)
    if (bytes->data[i] == 'Z' && bytes->data[i + 1] == 'q' && bytes->data[i + 7] == 'X')
      g_hash_table_add (found, g_strndup ((const char *) bytes->data + i, 9));
  return found;
}

/* --- What may be there --- */

/* Every file names the authority that it is of. */
static gboolean
may_hold (const Canary *canary,
          guint         role)
{
  WayReach reach = way_copies_reach (canary->entity);

  if (strcmp (canary->entity->name, "authority") == 0)
    return TRUE;
  if (role == WAY_COPY_GOVERNANCE)
    return way_copy_figures_tell (canary->entity, canary->field);
  if (reach == WAY_REACH_OFFICE ||
      !way_copies_may_read (canary->field, role))
    return FALSE;
  return reach == WAY_REACH_ALL || canary->inside;
}

static void
search (const World      *world,
        const GByteArray *bytes,
        guint             role,
        const char       *where)
{
  g_autoptr(GHashTable) found = find_canaries (bytes);
  guint n_may = 0;
  guint n_found = 0;

  for (guint i = 0; i < world->canaries->len; i++)
    {
      const Canary *canary = &g_array_index (world->canaries, Canary, i);
      gboolean there = g_hash_table_contains (found, canary->text);

      if (there && !may_hold (canary, role))
        g_error ("%s of a %s copy holds %s.%s of a record %s its scope", where,
                 way_copies_name (role), canary->entity->name, canary->field->name,
                 canary->inside ? "inside" : "outside");
      n_may += may_hold (canary, role);
      n_found += there;
    }
  g_test_message ("%s, %s: %u of %u canaries, %u may be there", way_copies_name (role), where,
                  n_found, world->canaries->len, n_may);
  g_assert_cmpuint (n_found, <=, n_may);
  if (role == WAY_COPY_GOVERNANCE)
    g_assert_cmpuint (n_found * 2, >, n_may);   /* a setting without places is in no table */
  else
    g_assert_cmpuint (n_found * 10, >=, n_may * 9);
}

static void
search_copy (World *world,
             guint  role)
{
  const WayId *setting = g_hash_table_lookup (world->ids[1], "establishment");
  gboolean limited = role == WAY_COPY_SCHOOL || role == WAY_COPY_OFFICER;
  WayTestDevice *copy = way_test_devices_enrol (&world->devices, role, limited ? setting : NULL);
  g_autoptr(GByteArray) bundle = bytes_of_bundle (world, copy->device);
  g_autoptr(GByteArray) file = bytes_of_file (copy->path);

  g_assert_cmpuint (world->canaries->len, >, 300);
  search (world, bundle, role, "the bundle");
  search (world, file, role, "the file");
}

static void
test_a_school_copy (World         *world,
                    gconstpointer  data)
{
  search_copy (world, WAY_COPY_SCHOOL);
}

static void
test_an_officer_copy (World         *world,
                      gconstpointer  data)
{
  search_copy (world, WAY_COPY_OFFICER);
}

static gboolean
delete_releases (WayDb     *db,
                 gpointer   data,
                 GError   **error)
{
  World *world = data;

  for (guint i = 0; i < 2; i++)
    if (!way_records_delete (db, &way_publication_table_entity,
                             g_hash_table_lookup (world->ids[i], "release_table"), error) ||
        !way_records_delete (db, &way_publication_entity,
                             g_hash_table_lookup (world->ids[i], "release"), error))
      return FALSE;
  return TRUE;
}

/* What goes to it is held against what was released before: that must be readable,
 * and a canary is no table. */
static void
test_a_governance_copy (World         *world,
                        gconstpointer  data)
{
  WayEditInfo info = { .name = "Test", .who = "Tester" };
  g_autoptr(GError) error = NULL;

  way_edit_run (world->devices.office, &info, delete_releases, world, NULL, &error);
  g_assert_no_error (error);
  search_copy (world, WAY_COPY_GOVERNANCE);
}

/* What goes by itself is held to the same. */
static void
test_the_rest_of_the_way (World         *world,
                          gconstpointer  data)
{
  const WayId *setting = g_hash_table_lookup (world->ids[1], "establishment");
  WayTestDevice *copy = way_test_devices_enrol (&world->devices, WAY_COPY_SCHOOL, setting);
  g_autoptr(GByteArray) bundle = NULL;

  way_test_devices_post (&world->devices, copy->db, world->devices.office,
                         &world->devices.own->id);
  for (const WayEntity *const *entity = way_entities (); *entity != NULL; entity++)
    add_record (world, *entity, FALSE);
  way_test_devices_send (&world->devices, world->devices.office, &copy->device->id);
  bundle = bytes_of_bundle (world, copy->device);
  {
    g_autoptr(GHashTable) found = find_canaries (bundle);

    for (guint i = 0; i < world->canaries->len; i++)
      {
        const Canary *canary = &g_array_index (world->canaries, Canary, i);

        if (!may_hold (canary, WAY_COPY_SCHOOL))
          g_assert_false (g_hash_table_contains (found, canary->text));
      }
  }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define test(path, func) g_test_add (path, World, NULL, set_up, func, tear_down)
  test ("/leaks/school", test_a_school_copy);
  test ("/leaks/officer", test_an_officer_copy);
  test ("/leaks/governance", test_a_governance_copy);
  test ("/leaks/later", test_the_rest_of_the_way);
#undef test

  return g_test_run ();
}
