from django.http import HttpResponse
from django.urls import path

from preau.foundation.screens.screen import EVERYONE, screen

app_name = "access"


@screen("Provisoire", open_to=EVERYONE)
def stub(request, **kw):
    return HttpResponse("")


urlpatterns = [
    path("connexion/", stub, name="sign-in"),
    path("deconnexion/", stub, name="sign-out"),
    path("compte/", stub, name="account"),
    path("profils/", stub, name="profiles"),
]
