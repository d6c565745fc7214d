/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The window program.  waymarkctl has a main of its own. */
#include <locale.h>

#include <glib/gi18n.h>

#include "way-application.h"
#include "way-config.h"
#include "way-secret.h"

int
main (int    argc,
      char **argv)
{
  g_autoptr(WayApplication) app = NULL;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, WAY_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);

  way_secret_harden ();
  app = way_application_new ();
  return g_application_run (G_APPLICATION (app), argc, argv);
}
