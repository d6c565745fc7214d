/* SPDX-License-Identifier: GPL-3.0-or-later */
/* An officer's laptop comes by its copy, by two files and six words each way; then it
 * is lost: it is revoked, what it held is known, and what it sends waits. */
#include <locale.h>
#include <string.h>

#include "way-test-ctl.h"
#include "way-test-office.h"
#include "way-vault.h"

#define DAY "2026-11-10"
#define PASSPHRASE "heron weir candle"

static const char *program;

static char *
in_home (const char *name)
{
  return g_build_filename (way_test_desktop_get_home (), name, NULL);
}

/* Kit goes to Oakfield; the school of his roll is none of the officer's. */
static char *
make_office (void)
{
  char *path = in_home ("office.waymark");
  g_autofree char *school = NULL;
  g_autofree char *setting = NULL;
  g_autofree char *provision = NULL;

  g_free (way_test_office_ctl ("init --name Ardenshire --la 334 --out %s", path));
  school = way_test_office_put (path, "establishment", "name=Fernhill type=1");
  setting = way_test_office_put (path, "establishment",
                                 "name=Oakfield type=36 directory_type=AP_ACADEMY");
  provision = way_test_office_put (path, "provision",
                                   "establishment=%s name=Beacon kind=assessment from=2020-09-01",
                                   setting);
  g_free (way_test_office_put (path, "capacity", "provision=%s from=2024-09-01 places=20",
                               provision));
  way_test_office_put_child (path, school, provision,
                             "forename=Kit surname=Ashdown birth=2013-05-03 year=8");
  return path;
}

/* Both choosers take a path: in place of the name, or after a slash. */
static void
save_as (WayTestWindow *window,
         const char    *path)
{
  way_test_office_shows (window, "Name:");
  way_test_window_answer_chooser (window, path);
}

static void
open_file (WayTestWindow *window,
           const char    *button,
           const char    *path)
{
  way_test_office_shows (window, button);
  way_test_window_answer_chooser (window, path);
}

/* A problem is an alert, not a label. */
static void
wait_for_problem (WayTestWindow *window,
                  const char    *part)
{
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID, part));
}

/* The six words that are on view. */
static char *
find_words (WayTestWindow *window)
{
  g_autoptr(GRegex) regex = g_regex_new ("\\b[a-z]+( [a-z]+){5}\\b", 0, 0, NULL);
  g_autofree char *view = way_test_window_describe (window);
  g_auto(GStrv) lines = g_strsplit (view, "\n", -1);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const char *start = strchr (lines[i], '"');
      g_autofree char *name = start != NULL ? g_strndup (start + 1, strcspn (start + 1, "\"")) : NULL;
      g_autoptr(GMatchInfo) match = NULL;

      if (name != NULL && g_regex_match (regex, name, G_REGEX_MATCH_ANCHORED, &match))
        {
          g_autofree char *words = g_match_info_fetch (match, 0);

          if (g_str_equal (words, name))
            return g_steal_pointer (&words);
        }
    }
  g_error ("There are no six words on view:\n%s", view);
}

/* On the laptop, where no file was opened yet. */
static WayTestWindow *
begin_to_join (void)
{
  const char *no_args[] = { NULL };
  g_autofree char *settings = in_home ("config/glib-2.0/settings/keyfile");
  WayTestWindow *window;

  g_unlink (settings);
  window = way_test_window_launch (program, no_args);
  way_test_window_tab_to (window, ATSPI_ROLE_INVALID, "Join an Authority");
  way_test_press ("Return");
  way_test_office_shows (window, "First: This Computer’s Card");
  return window;
}

/* The words that the card shows. */
static char *
write_card (const char *card)
{
  WayTestWindow *window = begin_to_join ();
  char *words;

  way_test_window_fill (window, "Name of this computer", "Marsh");
  way_test_window_fill (window, "Passphrase", PASSPHRASE);
  way_test_window_fill (window, "The same once more", PASSPHRASE);
  way_test_press ("<Alt>w");
  save_as (window, card);
  way_test_office_shows (window, "The Card Is Written");
  words = find_words (window);
  way_test_press ("<Alt>n");
  way_test_office_shows (window, "Then: The Invite");
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
  way_test_window_close (window);
  return words;
}

/* The authority's words. */
static char *
write_invite (WayTestWindow *window,
              const char    *card,
              const char    *words,
              const char    *invite)
{
  char *authority;

  way_test_office_go_to_page (window, "Exchange");
  way_test_office_shows (window, "To settle");
  way_test_press ("<Alt>d");
  open_file (window, "Look at It", card);
  way_test_office_shows (window, words);
  way_test_press ("<Alt>w");
  wait_for_problem (window, "Compare the words first");
  way_test_press ("<Alt>s");
  way_test_press ("<Alt>w");
  wait_for_problem (window, "Add the settings");
  way_test_window_fill (window, "Add a setting", "Oakf");
  way_test_press ("Down");
  way_test_press ("Return");
  g_object_unref (way_test_window_find (window, ATSPI_ROLE_PUSH_BUTTON, "Remove Oakfield"));
  way_test_press ("<Alt>w");
  save_as (window, invite);
  way_test_office_shows (window, "The Invite Is Written");
  authority = find_words (window);
  way_test_press ("<Alt>d");
  way_test_window_wait_alone (window);
  return authority;
}

static void
join (const char *invite,
      const char *authority,
      const char *copy)
{
  WayTestWindow *window = begin_to_join ();
  g_autofree char *words = NULL;

  way_test_window_fill (window, "Passphrase of the card", PASSPHRASE);
  way_test_press ("<Alt>o");
  open_file (window, "Look at It", invite);
  way_test_office_shows (window, "Is It Your Office?");
  way_test_office_shows (window, "Officer’s copy");
  words = find_words (window);
  g_assert_cmpstr (words, ==, authority);
  way_test_press ("<Alt>s");
  save_as (window, copy);
  way_test_office_shows (window, "It Is Kept Safe");
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);
  way_test_office_go_to_page (window, "Pupils");
  way_test_office_shows (window, "Ashdown");
  way_test_window_close (window);
}

/* A file for the office, which the laptop makes after it was lost. */
static char *
write_from_lost (const char *copy,
                 const char *passphrase)
{
  char *path = in_home ("lost.waybundle");
  g_autofree char *devices = way_test_office_ctl ("--file %s --passphrase-file %s exchange devices"
                                                  " --csv", copy, passphrase);
  g_autofree char *office = g_strndup (strchr (devices, '\n') + 1, 36);
  g_autofree char *settings = way_test_office_ctl ("--file %s --passphrase-file %s list"
                                                   " establishment --where name=Oakfield --csv",
                                                   copy, passphrase);
  g_autofree char *setting = g_strndup (strchr (settings, '\n') + 1, 36);
  const char *second = strchr (strchr (devices, '\n') + 1, '\n') + 1;

  if (strstr (second, ",office,") != NULL)
    {
      g_free (office);
      office = g_strndup (second, 36);
    }
  g_free (way_test_office_ctl ("--file %s --passphrase-file %s put action --set establishment=%s"
                               " --set wording=Forged --set owner=Nobody --set due=2026-12-01"
                               " --set severity=low --reason Test", copy, passphrase, setting));
  g_free (way_test_office_ctl ("--file %s --passphrase-file %s exchange export --to %s --out %s",
                               copy, passphrase, office, path));
  return path;
}

static void
choose_more (WayTestWindow *window,
             const char    *item)
{
  way_test_window_activate (window, ATSPI_ROLE_INVALID, "More to do for Marsh");
  way_test_window_arrow_to (window, "Down", item);
  way_test_press ("Return");
}

/* Its passphrase is forgotten: the office makes a code from the key file alone. */
static void
help_it (WayTestWindow *window,
         const char    *copy)
{
  g_autofree char *key = g_strconcat (copy, ".key", NULL);
  g_autofree char *code = NULL;

  g_assert_true (way_vault_has_slot (copy, WAY_SLOT_ESCROW));
  choose_more (window, "Help With a Forgotten Passphrase…");
  way_test_office_shows (window, "Help With a Forgotten Passphrase");
  way_test_press ("<Alt>o");
  open_file (window, "Open", key);
  way_test_office_shows (window, "It Is Kept Safe");
  code = way_test_office_find_code (window);
  way_test_press ("<Alt>i");
  way_test_window_wait_alone (window);
  g_assert_true (way_vault_unlock (copy, WAY_SLOT_RECOVERY, code, NULL));
  way_vault_lock_all ();
}

static void
lose_it (WayTestWindow *window)
{
  choose_more (window, "What It Holds…");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID, "Kit Ashdown"));
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
  choose_more (window, "Revoke…");
  way_test_office_shows (window, "Revoke This Device?");
  way_test_press ("<Alt>r");
  way_test_window_wait_alone (window);
  way_test_office_shows (window, "revoked");
  way_test_window_wait_gone (window, ATSPI_ROLE_PUSH_BUTTON, "Make a file for Marsh");
  choose_more (window, "What It Holds…");
  g_object_unref (way_test_window_find_part (window, ATSPI_ROLE_INVALID, "Kit Ashdown"));
  way_test_press ("Escape");
  way_test_window_wait_alone (window);
}

static void
test_a_laptop_is_lost (void)
{
  g_autofree char *path = make_office ();
  g_autofree char *card = in_home ("marsh.waycard");
  g_autofree char *invite = in_home ("marsh.waybundle");
  g_autofree char *copy = in_home ("marsh.waymark");
  g_autofree char *secret = in_home ("passphrase");
  g_autofree char *words = write_card (card);
  const char *args[] = { "--file", path, "--today", DAY, NULL };
  WayTestWindow *office = way_test_window_launch (program, args);
  g_autofree char *authority = write_invite (office, card, words, invite);
  g_autofree char *lost = NULL;
  g_autofree char *actions = NULL;

  g_assert_true (g_file_set_contents (secret, PASSPHRASE "\n", -1, NULL));
  join (invite, authority, copy);
  g_assert_false (way_test_file_holds (copy, "SQLite format"));
  way_test_window_raise (office);
  help_it (office, copy);
  lose_it (office);
  lost = write_from_lost (copy, secret);
  way_test_press ("<Alt>t");
  open_file (office, "Look at It", lost);
  way_test_window_wait_alone (office);     /* nothing is asked: all of it waits */
  way_test_office_shows (office, "The device was revoked");
  way_test_window_close (office);
  actions = way_test_office_ctl ("--file %s list action --csv", path);
  g_assert_null (strstr (actions, "Forged"));
}

int
main (int    argc,
      char **argv)
{
  int status;

  setlocale (LC_ALL, "");
  g_test_init (&argc, &argv, NULL);
  program = g_getenv ("WAY_TEST_PROGRAM");
  way_test_desktop_start ();

  g_test_add_func ("/window/enrol/a-laptop-is-lost", test_a_laptop_is_lost);

  status = g_test_run ();
  way_test_desktop_stop ();
  return status;
}
