"""The pages as a WSGI application, for granian or any other server: ``servanda.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "servanda.settings")
application = get_wsgi_application()
