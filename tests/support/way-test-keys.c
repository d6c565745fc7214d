/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Turns names of keys and text into key events.  A character that the keyboard
 * lacks is put on a key that has none, and stays there: programs look a key up
 * when they get to it, so a key that changed its meaning might be misread. */
#include "way-test-keys.h"

#include "way-test-desktop.h"

#include <X11/Xutil.h>
#include <X11/extensions/XTest.h>
#include <X11/keysym.h>

typedef struct
{
  const char *name;
  KeySym      key;
} Modifier;

static const Modifier modifiers[] = {
  { "<Ctrl>", XK_Control_L },
  { "<Control>", XK_Control_L },
  { "<Shift>", XK_Shift_L },
  { "<Alt>", XK_Alt_L },
};

static void
send_key (KeyCode  code,
          gboolean down)
{
  Display *display = way_test_desktop_get_display ();

  XTestFakeKeyEvent (display, code, down, CurrentTime);
  XSync (display, False);
}

static KeySym
keysym_for_character (gunichar c)
{
  if (c == '\n')
    return XK_Return;
  if (c == '\t')
    return XK_Tab;
  /* Latin-1 stands for itself; the rest of Unicode begins at this offset. */
  if ((c >= 0x20 && c <= 0x7e) || (c >= 0xa0 && c <= 0xff))
    return c;
  return 0x01000000 | c;
}

/* Whether the key gives the character, plain or with Shift. */
static KeyCode
find_key (KeySym    key,
          gboolean *shifted)
{
  Display *display = way_test_desktop_get_display ();
  int first;
  int last;

  XDisplayKeycodes (display, &first, &last);
  for (int level = 0; level < 2; level++)
    for (int code = first; code <= last; code++)
      {
        int n_levels;
        KeySym *map = XGetKeyboardMapping (display, (KeyCode) code, 1, &n_levels);
        gboolean found = level < n_levels && map[level] == key;

        XFree (map);
        if (found)
          {
            *shifted = level == 1;
            return (KeyCode) code;
          }
      }
  return 0;
}

static KeyCode
put_on_spare_key (KeySym key)
{
  Display *display = way_test_desktop_get_display ();
  KeySym both[2] = { key, key };
  int first;
  int last;

  XDisplayKeycodes (display, &first, &last);
  for (int code = last; code >= first; code--)
    {
      int n_levels;
      KeySym *map = XGetKeyboardMapping (display, (KeyCode) code, 1, &n_levels);
      gboolean spare = TRUE;

      for (int i = 0; i < n_levels; i++)
        spare = spare && map[i] == NoSymbol;
      XFree (map);
      if (spare)
        {
          XChangeKeyboardMapping (display, code, 2, both, 1);
          XSync (display, False);
          return (KeyCode) code;
        }
    }
  g_error ("No key is left for the character %lx", key);
}

static KeyCode
key_for (KeySym    key,
         gboolean *shifted)
{
  KeyCode code = find_key (key, shifted);

  if (code != 0)
    return code;
  *shifted = FALSE;
  return put_on_spare_key (key);
}

static KeyCode
modifier_code (KeySym key)
{
  return XKeysymToKeycode (way_test_desktop_get_display (), key);
}

static void
tap (KeySym key)
{
  gboolean shifted;
  KeyCode code = key_for (key, &shifted);

  if (shifted)
    send_key (modifier_code (XK_Shift_L), TRUE);
  send_key (code, TRUE);
  send_key (code, FALSE);
  if (shifted)
    send_key (modifier_code (XK_Shift_L), FALSE);
}

static const Modifier *
find_modifier (const char *keys)
{
  for (guint i = 0; i < G_N_ELEMENTS (modifiers); i++)
    if (g_str_has_prefix (keys, modifiers[i].name))
      return &modifiers[i];
  return NULL;
}

void
way_test_press (const char *keys)
{
  const char *rest = keys;
  KeyCode held[G_N_ELEMENTS (modifiers)];
  guint n_held = 0;
  const Modifier *modifier;
  KeySym key;

  while ((modifier = find_modifier (rest)) != NULL && n_held < G_N_ELEMENTS (held))
    {
      held[n_held++] = modifier_code (modifier->key);
      rest += strlen (modifier->name);
    }

  key = XStringToKeysym (rest);
  if (key == NoSymbol)
    g_error ("There is no key \"%s\"", keys);

  for (guint i = 0; i < n_held; i++)
    send_key (held[i], TRUE);
  tap (key);
  for (guint i = n_held; i > 0; i--)
    send_key (held[i - 1], FALSE);
}

void
way_test_press_times (const char *keys,
                      guint       times)
{
  for (guint i = 0; i < times; i++)
    way_test_press (keys);
}

void
way_test_type (const char *text)
{
  gboolean shifted;

  /* All keys first, then the typing: the program hears once of the change. */
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    key_for (keysym_for_character (g_utf8_get_char (p)), &shifted);
  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    tap (keysym_for_character (g_utf8_get_char (p)));
}
